update issuer as stored
set name = told.name,
    url = told.url,
    federation_server = told.federation_server,
    auth_server = told.auth_server,
    transfer_server = told.transfer_server,
    web_auth_endpoint = told.web_auth_endpoint,
    deposit_server = told.deposit_server,
    org_twitter = told.org_twitter
from (values (?, ?, ?, ?, ?, ?, ?, ?, ?)) as told (public_key, name, url, federation_server, auth_server,
    transfer_server, web_auth_endpoint, deposit_server, org_twitter)
where stored.public_key = told.public_key
    and (stored.name, stored.url, stored.federation_server, stored.auth_server, stored.transfer_server,
            stored.web_auth_endpoint, stored.deposit_server, stored.org_twitter)
        is distinct from (told.name, told.url, told.federation_server, told.auth_server, told.transfer_server,
            told.web_auth_endpoint, told.deposit_server, told.org_twitter)
