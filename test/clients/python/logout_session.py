"""Logs out by the generated client of the session contract: LOGOUTD_URL=… TOKEN=… python3 logout_session.py"""

import os

from logoutd_session import ApiClient, Configuration, LogoutApi
from logoutd_session.exceptions import UnauthorizedException

configuration = Configuration(host=os.environ["LOGOUTD_URL"], access_token=os.environ["TOKEN"])
with ApiClient(configuration) as client:
    api = LogoutApi(client)
    try:
        print(api.session_logout().message)
    except UnauthorizedException as error:
        # `data` is the body as a model of this status.
        print(error.status, error.data.message)
