"""Logs out by the generated client of the platform contract: LOGOUTD_URL=… TOKEN=… python3 logout_platform.py"""

import os

from logoutd_platform import ApiClient, Configuration, LogoutApi
from logoutd_platform.exceptions import UnauthorizedException

configuration = Configuration(host=os.environ["LOGOUTD_URL"], access_token=os.environ["TOKEN"])
with ApiClient(configuration) as client:
    api = LogoutApi(client)
    try:
        print(api.platform_logout().message)
    except UnauthorizedException as error:
        # `data` is the body as a model of this status.
        print(error.status, error.data.code, error.data.description)
