"""How an endpoint gets its store: only through the verified caller."""

from typing import Annotated

from fastapi import Depends

from shared.http.auth import SignedIn
from shared.store.user import UserStore


async def user_store(caller: SignedIn) -> UserStore:
    """Dependency: the store of the verified caller. Async, as its connections belong to the running loop."""
    return UserStore(caller.user_id, caller.token)


Store = Annotated[UserStore, Depends(user_store)]
