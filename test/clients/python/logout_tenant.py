"""Logs out by the generated client of the tenant contract: LOGOUTD_URL=… TOKEN=… python3 logout_tenant.py"""

import os

from logoutd_tenant import ApiClient, Configuration, LogoutApi
from logoutd_tenant.exceptions import UnauthorizedException

configuration = Configuration(host=os.environ["LOGOUTD_URL"], api_key={"token": os.environ["TOKEN"]})
with ApiClient(configuration) as client:
    api = LogoutApi(client)
    try:
        print(str(api.tenant_logout().data.success).lower())
    except UnauthorizedException as error:
        # `data` is the body as a model of this status.
        print(error.data.error.status, error.data.error.code, error.data.error.message)
