// Logs out by the generated client of the gsm contract: LOGOUTD_URL=… TOKEN=… go run ./gsm
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"example.com/logoutd/gsm"
)

func main() {
	configuration := gsm.NewConfiguration()
	configuration.Servers = gsm.ServerConfigurations{{URL: os.Getenv("LOGOUTD_URL")}}
	client := gsm.NewAPIClient(configuration)
	ctx := context.WithValue(context.Background(), gsm.ContextAccessToken, os.Getenv("TOKEN"))

	answer, _, err := client.LogoutAPI.GsmLogout(ctx).Execute()
	if err == nil {
		fmt.Println(answer.Message)
		return
	}
	// What is not 2xx is an error that carries the body as a model of its status.
	var refused *gsm.GenericOpenAPIError
	if errors.As(err, &refused) {
		if body, is := refused.Model().(gsm.Unauthorized); is {
			fmt.Println(401, body.ErrorType)
			return
		}
	}
	log.Fatal(err)
}
