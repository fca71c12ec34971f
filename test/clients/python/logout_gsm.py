"""Logs out by the generated client of the gsm contract: LOGOUTD_URL=… TOKEN=… python3 logout_gsm.py"""

import os

from logoutd_gsm import ApiClient, Configuration, LogoutApi
from logoutd_gsm.exceptions import UnauthorizedException

configuration = Configuration(host=os.environ["LOGOUTD_URL"], access_token=os.environ["TOKEN"])
with ApiClient(configuration) as client:
    api = LogoutApi(client)
    try:
        print(api.gsm_logout().message)
    except UnauthorizedException as error:
        # `data` is the body as a model of this status.
        print(error.status, error.data.error_type)
