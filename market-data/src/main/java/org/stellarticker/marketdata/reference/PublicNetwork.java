package org.stellarticker.marketdata.reference;

/**
 * The defaults of the settings that name assets: well-known issuers of the public network. docs/configuration.md lists
 * each with its home domain.
 */
public final class PublicNetwork {

    private static final String USDC = "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";
    private static final String EURC = "EURC:GDHU6WRG4IEQXM5NZ4BMPKOXHW76MZM4Y2IEMFDVXBSDP6SJY4ITNPP2";
    private static final String PYUSD = "PYUSD:GDQE7IXJ4HUHV6RQHIUPRJSEZE4DRS5WY577O2FY6YQ5LVWZ7JZTU2V5";
    private static final String AUDD = "AUDD:GDC7X2MXTYSAKUUGAIQ7J7RPEIM7GXSAIWFYWWH4GLNFECQVJJLB2EEU";
    private static final String AQUA = "AQUA:GBNZILSTVQZ4R7IKQDGHYGY2QXL5QOFJYQMXPKWRRM5PAV7Y4M67AQUA";
    private static final String SHX = "SHX:GDSTRSHXHGJ7ZIVRBXEYE5Q74XUVCUSEKEBR7UCHEUUEK72N7I7KJ6JH";
    private static final String VELO = "VELO:GDM4RQUQQUVSKQA7S6EM7XBZP3FCGH4Q7CL6TABQ7B2BEJ5ERARM2M5M";
    private static final String BLND = "BLND:GDJEHTBE6ZHUXSWFI642DCGLUOECLHPF3KSXHPXTSTJ7E3JF6MQ5EZYY";
    private static final String YXLM = "yXLM:GARDNV3Q7YGT4AKSDF25LT32YSCCW4EV22Y2TV3I2PU2MMXJTEDL5T55";
    private static final String YUSDC = "yUSDC:GDGTVWSM4MGS4T7Z6W4RPWOCHE2I6RDFCIFZGS3DOA63LWQTRNZNTTFF";
    private static final String USTRY = "USTRY:GCRYUGD5NVARGXT56XEZI5CIFCQETYHAPQQTHO2O3IQZTHDH4LATMYWC";

    /** Fiat stablecoins, the most wanted quote first. */
    public static final String QUOTE_RANKING = String.join(",", USDC, EURC, PYUSD, AUDD);

    public static final String VERIFIED_ISSUERS =
            String.join(",", USDC, EURC, PYUSD, AUDD, AQUA, SHX, VELO, BLND, YXLM, YUSDC, USTRY);

    public static final String USD_REFERENCE = USDC;

    private PublicNetwork() {}
}
