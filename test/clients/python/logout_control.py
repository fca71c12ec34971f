"""Ends a session by the generated client of the control API: LOGOUTD_URL=… KEY=… SESSION=… python3 logout_control.py"""

import os

from logoutd_control import ApiClient, Configuration, SessionsApi
from logoutd_control.exceptions import NotFoundException

configuration = Configuration(host=os.environ["LOGOUTD_URL"], access_token=os.environ["KEY"])
with ApiClient(configuration) as client:
    api = SessionsApi(client)
    try:
        api.end_session(os.environ["SESSION"])
        session = api.read_session(os.environ["SESSION"])
        print(session.state.value, session.ended_by.value)
    except NotFoundException as error:
        # `data` is the body as a model of this status.
        print(error.data.status, error.data.title, error.data.detail)
