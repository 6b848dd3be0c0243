package org.stellarticker.marketdata.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;

/** What the lists that an operator chose say about issuers and their domains. */
public final class AssetDirectory {

    /** The directory without any list. */
    public static final AssetDirectory EMPTY = new AssetDirectory(Map.of(), DomainList.NONE);

    private static final List<String> BAD = List.of("malicious", "unsafe");

    private final Map<String, DirectoryEntry> accounts;
    private final DomainList blocked;

    /**
     * Makes a directory.
     *
     * @param accounts by address
     * @param blocked domains that are known for fraud
     */
    public AssetDirectory(Map<String, DirectoryEntry> accounts, DomainList blocked) {
        this.accounts = Map.copyOf(accounts);
        this.blocked = blocked;
    }

    /** Finds what is known of an account. */
    public Optional<DirectoryEntry> find(String account) {
        return Optional.ofNullable(accounts.get(account));
    }

    /**
     * Returns why an asset should be met with care: {@code issuer_malicious}, {@code issuer_unsafe}, {@code domain_blocked}.
     *
     * @param domain where its issuer's stellar.toml is; empty for none
     */
    public List<String> warnings(Asset asset, String domain) {
        var warnings = new ArrayList<>(warnings("issuer", find(asset.issuer())));
        if (!domain.isEmpty() && blocked.contains(domain)) {
            warnings.add("domain_blocked");
        }
        return List.copyOf(warnings);
    }

    /** Returns the bad tags of an account, each behind the account's role: {@code issuer_malicious}. */
    static List<String> warnings(String role, Optional<DirectoryEntry> entry) {
        List<String> tags = entry.map(DirectoryEntry::tags).orElse(List.of());
        return BAD.stream().filter(tags::contains).map(tag -> role + "_" + tag).toList();
    }

    /** Returns how many accounts and domains it knows. */
    public int size() {
        return accounts.size() + blocked.size();
    }
}
