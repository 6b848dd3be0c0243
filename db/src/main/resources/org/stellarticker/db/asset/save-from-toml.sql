-- Keeps what a toml tells of an asset, which is valid by that; unless it is not listed any more. A row that says the same
-- already is not touched: when the toml was last read stands with the toml.
with told as (
    select ?::timestamptz as at, ?::text as described_by, ?::boolean as controlled, ?::text as anchor_asset_code,
        ?::text as anchor_asset_type, ?::boolean as is_asset_anchored, ?::integer as display_decimals, ?::text as name,
        ?::text as description, ?::text as conditions, ?::bigint as fixed_number, ?::bigint as max_number,
        ?::boolean as is_unlimited, ?::text as redemption_instructions, ?::text[] as collateral_addresses,
        ?::text[] as collateral_address_signatures, ?::text as countries, ?::text as status, ?::text as code,
        ?::text as issuer
)
update asset as stored
set is_valid = true,
    last_valid_at = told.at,
    described_by = told.described_by,
    asset_controlled_by_domain = told.controlled,
    anchor_asset_code = told.anchor_asset_code,
    anchor_asset_type = told.anchor_asset_type,
    is_asset_anchored = told.is_asset_anchored,
    display_decimals = told.display_decimals,
    name = told.name,
    description = told.description,
    conditions = told.conditions,
    fixed_number = told.fixed_number,
    max_number = told.max_number,
    is_unlimited = told.is_unlimited,
    redemption_instructions = told.redemption_instructions,
    collateral_addresses = told.collateral_addresses,
    collateral_address_signatures = told.collateral_address_signatures,
    countries = told.countries,
    status = told.status
from told
where stored.code = told.code
    and stored.issuer = told.issuer
    and stored.listed_at is not null
    and (not stored.is_valid
        or (stored.described_by, stored.asset_controlled_by_domain, stored.anchor_asset_code, stored.anchor_asset_type,
                stored.is_asset_anchored, stored.display_decimals, stored.name, stored.description, stored.conditions,
                stored.fixed_number, stored.max_number, stored.is_unlimited, stored.redemption_instructions,
                stored.collateral_addresses, stored.collateral_address_signatures, stored.countries, stored.status)
            is distinct from (told.described_by, told.controlled, told.anchor_asset_code, told.anchor_asset_type,
                told.is_asset_anchored, told.display_decimals, told.name, told.description, told.conditions,
                told.fixed_number, told.max_number, told.is_unlimited, told.redemption_instructions,
                told.collateral_addresses, told.collateral_address_signatures, told.countries, told.status))
