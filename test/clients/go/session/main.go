// Logs out by the generated client of the session contract: LOGOUTD_URL=… TOKEN=… go run ./session
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"example.com/logoutd/session"
)

func main() {
	configuration := session.NewConfiguration()
	configuration.Servers = session.ServerConfigurations{{URL: os.Getenv("LOGOUTD_URL")}}
	client := session.NewAPIClient(configuration)
	ctx := context.WithValue(context.Background(), session.ContextAccessToken, os.Getenv("TOKEN"))

	answer, _, err := client.LogoutAPI.SessionLogout(ctx).Execute()
	if err == nil {
		fmt.Println(answer.Message)
		return
	}
	// What is not 2xx is an error that carries the body as a model of its status.
	var refused *session.GenericOpenAPIError
	if errors.As(err, &refused) {
		if body, is := refused.Model().(session.Unauthorized); is {
			fmt.Println(401, body.Message)
			return
		}
	}
	log.Fatal(err)
}
