// Ends a session by the generated client of the control API: LOGOUTD_URL=… KEY=… SESSION=… go run ./control
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"example.com/logoutd/control"
)

func main() {
	configuration := control.NewConfiguration()
	configuration.Servers = control.ServerConfigurations{{URL: os.Getenv("LOGOUTD_URL")}}
	client := control.NewAPIClient(configuration)
	ctx := context.WithValue(context.Background(), control.ContextAccessToken, os.Getenv("KEY"))

	_, err := client.SessionsAPI.EndSession(ctx, os.Getenv("SESSION")).Execute()
	if err == nil {
		session, _, err := client.SessionsAPI.ReadSession(ctx, os.Getenv("SESSION")).Execute()
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(session.State, *session.EndedBy.Get())
		return
	}
	// What is not 2xx is an error that carries the body as a model of its status.
	var refused *control.GenericOpenAPIError
	if errors.As(err, &refused) {
		if body, is := refused.Model().(control.NotFound); is {
			fmt.Println(body.Status, body.Title, body.Detail)
			return
		}
	}
	log.Fatal(err)
}
