package org.stellarticker.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

    @Test
    void jdbcsFormIsTakenAsItIs() {
        var address = DatabaseAddress.parse("jdbc:postgresql://db.example:5433/ticker?user=u&password=secret");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/ticker?user=u&password=secret");
        assertThat(address.credentials()).isEmpty();
        assertThat(address).hasToString("postgresql://db.example:5433/ticker");
    }

    @Test
    void libpqsFormIsUnderstood() {
        var address = DatabaseAddress.parse("postgresql://ann:p%40ss+w%3Aord@db.example:5433/ticker?sslmode=require");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/ticker?sslmode=require");
        assertThat(address.credentials())
                .containsEntry("user", "ann")
                .containsEntry("password", "p@ss+w:ord")
                .hasSize(2);
        assertThat(address).hasToString("postgresql://db.example:5433/ticker");
    }

    @Test
    void portUserAndPasswordMayBeMissing() {
        var address = DatabaseAddress.parse("postgres://db.example/ticker");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example/ticker");
        assertThat(address.credentials()).isEmpty();
    }

    @Test
    void hostNamesMayHoldAnUnderscoreAsDockersDo() {
        var address = DatabaseAddress.parse("postgresql://ann:p%40ss@my_db_1:5433/ticker");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://my_db_1:5433/ticker");
        assertThat(address.credentials()).containsEntry("user", "ann").containsEntry("password", "p@ss");
        assertThat(DatabaseAddress.parse("postgresql://[::1]:5433/ticker").jdbcUrl())
                .isEqualTo("jdbc:postgresql://[::1]:5433/ticker");
        assertThat(DatabaseAddress.parse("jdbc:postgresql://my_db/ticker?user=u")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://my_db/ticker?user=u");
    }

    @Test
    void ofSeveralHostsThePrimaryIsMeantOrForReadsAStandby() {
        String two = "postgresql://ann:secret@db-1:5432,db-2:5433/ticker";

        assertThat(DatabaseAddress.parse(two).jdbcUrl())
                .isEqualTo("jdbc:postgresql://db-1:5432,db-2:5433/ticker?targetServerType=primary");
        assertThat(DatabaseAddress.parse(two)).hasToString("postgresql://db-1:5432,db-2:5433/ticker");
        assertThat(DatabaseAddress.parseForReads(two + "?sslmode=require").jdbcUrl())
                .isEqualTo(
                        "jdbc:postgresql://db-1:5432,db-2:5433/ticker?sslmode=require&targetServerType=preferSecondary");
        assertThat(DatabaseAddress.parse("jdbc:postgresql://a,b/ticker?user=u").jdbcUrl())
                .isEqualTo("jdbc:postgresql://a,b/ticker?user=u&targetServerType=primary");
    }

    @Test
    void whichHostIsMeantMayBeSaidInLibpqsWordsOrTheDrivers() {
        assertThat(DatabaseAddress.parse("postgresql://a,b/ticker?target_session_attrs=read-write")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://a,b/ticker?targetServerType=primary");
        assertThat(DatabaseAddress.parse("postgresql://a,b/ticker?target_session_attrs=any&sslmode=require")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://a,b/ticker?targetServerType=any&sslmode=require");
        assertThat(DatabaseAddress.parse("jdbc:postgresql://a,b/ticker?targetServerType=secondary")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://a,b/ticker?targetServerType=secondary");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.parse("postgresql://a,b/ticker?target_session_attrs=writer"))
                .withMessageContaining("prefer-standby, primary, read-only, read-write, standby, found \"writer\"");
    }

    @Test
    void severalHostsMayBeAddressesOfIpv6() {
        var address = DatabaseAddress.parse("postgresql://ann:p%40ss@[::1]:5432,[fd00::2],db_3/ticker");

        assertThat(address.jdbcUrl())
                .isEqualTo("jdbc:postgresql://[::1]:5432,[fd00::2],db_3/ticker?targetServerType=primary");
        assertThat(address.credentials()).containsEntry("user", "ann").containsEntry("password", "p@ss");
    }

    @Test
    void jdbcsFormTakesLibpqsWordForWhichHostIsMeant() {
        assertThat(DatabaseAddress.parse("jdbc:postgresql://a,b/ticker?user=u&target_session_attrs=standby")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://a,b/ticker?user=u&targetServerType=secondary");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.parse(
                        "jdbc:postgresql://a,b/ticker?target_session_attrs=writer&password=secret"))
                .withMessageContaining("found \"writer\"")
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.parse(
                        "postgresql://a,b/ticker?target_session_attrs=any&targetServerType=primary"))
                .withMessageContaining("expected either target_session_attrs or targetServerType, found both");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ticker",
                "mysql://u:secret@host/name",
                "postgresql://u:secret@host",
                "postgresql://u:secret@host/",
                "postgresql://u:secret@host:port/name",
                "postgresql://u:secret@host:99999/name",
                "postgresql://u:secret@:5432/name",
                "postgresql://u:secret@ho|st/name",
                "postgresql://u:se cret@host/name",
                "postgresql://u:sec/ret@host/name",
                "postgresql://u:s@secret/@host/name",
                "postgresql:/u:secret@host/name",
                "u:secret@host/name",
                "postgresql://u:secret%4@host/name",
                "postgresql://u:secret@[::1],/name",
                "postgresql://u:secret@host-1,host-2",
                "jdbc:postgresql://host/?password=a@secret",
                "jdbc:postgresql://host:99999999/name?password=secret",
                "jdbc:postgresql://host/?password=secret",
                "jdbc:mysql://host/name?password=secret&user=u"
            })
    void anythingElseIsRefusedWithWhatWasExpectedAndWithoutThePassword(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.parse(text))
                .withMessageContaining("postgresql://user:password@host:port/name")
                .withMessageNotContaining("secret")
                .withMessageNotContaining("se cret")
                .withMessageNotContaining("sec/")
                .withMessageNotContaining("ret@");
    }
}
