"""Logs out by the generated client of the storefront contract: LOGOUTD_URL=… TOKEN=… python3 logout_storefront.py"""

import os

from logoutd_storefront import ApiClient, Configuration, LogoutApi
from logoutd_storefront.exceptions import UnauthorizedException

configuration = Configuration(host=os.environ["LOGOUTD_URL"], access_token=os.environ["TOKEN"])
with ApiClient(configuration) as client:
    api = LogoutApi(client)
    try:
        answer = api.storefront_logout(x_store_id="store-1")
        print(answer.message, answer.data.email)
    except UnauthorizedException as error:
        # `data` is the body as a model of this status.
        print(error.data.status_code, error.data.error, error.data.message)
