// Logs out by the generated client of the platform contract: LOGOUTD_URL=… TOKEN=… go run ./platform
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"example.com/logoutd/platform"
)

func main() {
	configuration := platform.NewConfiguration()
	configuration.Servers = platform.ServerConfigurations{{URL: os.Getenv("LOGOUTD_URL")}}
	client := platform.NewAPIClient(configuration)
	ctx := context.WithValue(context.Background(), platform.ContextAccessToken, os.Getenv("TOKEN"))

	// An empty request, since this client would send none as the body `null`, which is no object.
	answer, _, err := client.LogoutAPI.PlatformLogout(ctx).LogoutRequest(platform.LogoutRequest{}).Execute()
	if err == nil {
		fmt.Println(answer.Message)
		return
	}
	// What is not 2xx is an error that carries the body as a model of its status.
	var refused *platform.GenericOpenAPIError
	if errors.As(err, &refused) {
		if body, is := refused.Model().(platform.Unauthorized); is {
			fmt.Println(401, *body.Code, *body.Description)
			return
		}
	}
	log.Fatal(err)
}
