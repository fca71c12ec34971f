//! Logs out by the generated client of the platform contract: LOGOUTD_URL=… TOKEN=… cargo run --bin logout-platform

use logoutd_platform::apis::configuration::Configuration;
use logoutd_platform::apis::logout_api::{platform_logout, PlatformLogoutError};
use logoutd_platform::apis::Error;
use logoutd_platform::models::LogoutRequest;
use std::env::var;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let configuration = Configuration {
        base_path: var("LOGOUTD_URL")?,
        bearer_access_token: Some(var("TOKEN")?),
        ..Configuration::default()
    };
    // An empty request, since this client would send `None` as the body `null`, which is no object.
    match platform_logout(&configuration, Some(LogoutRequest::new())).await {
        Ok(answer) => println!("{:?}", answer.message),
        Err(Error::ResponseError(answer)) => match answer.entity {
            // The body as a model of its status.
            Some(PlatformLogoutError::Status401(body)) => println!(
                "401 {:?} {:?}",
                body.code.unwrap_or_default(),
                body.description.unwrap_or_default()
            ),
            _ => return Err(answer.content.into()),
        },
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
