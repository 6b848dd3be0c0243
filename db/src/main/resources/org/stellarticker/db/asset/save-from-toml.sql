-- Saves the toml's description of a listed asset, which makes the asset valid. An unchanged row is not written; toml_fetch
-- keeps when the toml was last fetched.
with given as (
    select ?::timestamptz as at, ?::text as described_by, ?::boolean as controlled, ?::text as anchor_asset_code,
        ?::text as anchor_asset_type, ?::boolean as is_asset_anchored, ?::integer as display_decimals, ?::text as name,
        ?::text as description, ?::text as conditions, ?::bigint as fixed_number, ?::bigint as max_number,
        ?::boolean as is_unlimited, ?::text as redemption_instructions, ?::text[] as collateral_addresses,
        ?::text[] as collateral_address_signatures, ?::text as countries, ?::text as status, ?::text as code,
        ?::text as issuer
)
update asset as stored
set is_valid = true,
    last_valid_at = given.at,
    described_by = given.described_by,
    asset_controlled_by_domain = given.controlled,
    anchor_asset_code = given.anchor_asset_code,
    anchor_asset_type = given.anchor_asset_type,
    is_asset_anchored = given.is_asset_anchored,
    display_decimals = given.display_decimals,
    name = given.name,
    description = given.description,
    conditions = given.conditions,
    fixed_number = given.fixed_number,
    max_number = given.max_number,
    is_unlimited = given.is_unlimited,
    redemption_instructions = given.redemption_instructions,
    collateral_addresses = given.collateral_addresses,
    collateral_address_signatures = given.collateral_address_signatures,
    countries = given.countries,
    status = given.status
from given
where stored.code = given.code
    and stored.issuer = given.issuer
    and stored.listed_at is not null
    and (not stored.is_valid
        or (stored.described_by, stored.asset_controlled_by_domain, stored.anchor_asset_code, stored.anchor_asset_type,
                stored.is_asset_anchored, stored.display_decimals, stored.name, stored.description, stored.conditions,
                stored.fixed_number, stored.max_number, stored.is_unlimited, stored.redemption_instructions,
                stored.collateral_addresses, stored.collateral_address_signatures, stored.countries, stored.status)
            is distinct from (given.described_by, given.controlled, given.anchor_asset_code, given.anchor_asset_type,
                given.is_asset_anchored, given.display_decimals, given.name, given.description, given.conditions,
                given.fixed_number, given.max_number, given.is_unlimited, given.redemption_instructions,
                given.collateral_addresses, given.collateral_address_signatures, given.countries, given.status))
