update issuer as stored
set name = given.name,
    url = given.url,
    federation_server = given.federation_server,
    auth_server = given.auth_server,
    transfer_server = given.transfer_server,
    web_auth_endpoint = given.web_auth_endpoint,
    deposit_server = given.deposit_server,
    org_twitter = given.org_twitter
from (values (?, ?, ?, ?, ?, ?, ?, ?, ?)) as given (public_key, name, url, federation_server, auth_server,
    transfer_server, web_auth_endpoint, deposit_server, org_twitter)
where stored.public_key = given.public_key
    and (stored.name, stored.url, stored.federation_server, stored.auth_server, stored.transfer_server,
            stored.web_auth_endpoint, stored.deposit_server, stored.org_twitter)
        is distinct from (given.name, given.url, given.federation_server, given.auth_server, given.transfer_server,
            given.web_auth_endpoint, given.deposit_server, given.org_twitter)
