// Logs out by the generated client of the tenant contract: LOGOUTD_URL=… TOKEN=… go run ./tenant
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"example.com/logoutd/tenant"
)

func main() {
	configuration := tenant.NewConfiguration()
	configuration.Servers = tenant.ServerConfigurations{{URL: os.Getenv("LOGOUTD_URL")}}
	client := tenant.NewAPIClient(configuration)
	ctx := context.WithValue(context.Background(), tenant.ContextAPIKeys,
		map[string]tenant.APIKey{"token": {Key: os.Getenv("TOKEN")}})

	answer, _, err := client.LogoutAPI.TenantLogout(ctx).Execute()
	if err == nil {
		fmt.Println(answer.Data.Success)
		return
	}
	// What is not 2xx is an error that carries the body as a model of its status.
	var refused *tenant.GenericOpenAPIError
	if errors.As(err, &refused) {
		if body, is := refused.Model().(tenant.Unauthorized); is {
			fmt.Println(body.Error.Status, body.Error.Code, body.Error.Message)
			return
		}
	}
	log.Fatal(err)
}
