import com.example.logoutd.platform.ApiClient;
import com.example.logoutd.platform.ApiException;
import com.example.logoutd.platform.LogoutApi;
import com.example.logoutd.platform.model.LogoutRequest;
import com.example.logoutd.platform.model.Unauthorized;

/** Logs out by the generated client of the platform contract: LOGOUTD_URL=… TOKEN=… java -cp … LogoutPlatform.java */
class LogoutPlatform {
  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(System.getenv("LOGOUTD_URL"));
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + System.getenv("TOKEN")));
    LogoutApi api = new LogoutApi(client);
    try {
      System.out.println(api.platformLogout(new LogoutRequest()).getMessage());
    } catch (ApiException error) {
      // The body comes as text, whatever the status.
      if (error.getCode() != 401) throw error;
      Unauthorized body =
          client.getObjectMapper().readValue(error.getResponseBody(), Unauthorized.class);
      System.out.println("401 " + body.getCode() + " " + body.getDescription());
    }
  }
}
