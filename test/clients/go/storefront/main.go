// Logs out by the generated client of the storefront contract: LOGOUTD_URL=… TOKEN=… go run ./storefront
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"example.com/logoutd/storefront"
)

func main() {
	configuration := storefront.NewConfiguration()
	configuration.Servers = storefront.ServerConfigurations{{URL: os.Getenv("LOGOUTD_URL")}}
	client := storefront.NewAPIClient(configuration)
	ctx := context.WithValue(context.Background(), storefront.ContextAccessToken, os.Getenv("TOKEN"))

	answer, _, err := client.LogoutAPI.StorefrontLogout(ctx).XStoreId("store-1").Execute()
	if err == nil {
		fmt.Println(answer.Message, answer.Data.Email)
		return
	}
	// What is not 2xx is an error that carries the body as a model of its status.
	var refused *storefront.GenericOpenAPIError
	if errors.As(err, &refused) {
		if body, is := refused.Model().(storefront.Unauthorized); is {
			fmt.Println(body.StatusCode, body.Error, body.Message)
			return
		}
	}
	log.Fatal(err)
}
