package dev.cairn.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The least that can be stored durably: one row in one transaction. */
final class OneRow implements Load.Operation {

    private static final byte[] DATA = new byte[300];

    private final Connection connection;
    private final PreparedStatement insert;

    OneRow(DataSource owner) throws SQLException {
        connection = owner.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("create table if not exists public.one_row ("
                    + "id bigint generated always as identity primary key, data bytea not null)");
        }
        insert = connection.prepareStatement("insert into public.one_row (data) values (?)");
    }

    @Override
    public void run() throws SQLException {
        insert.setBytes(1, DATA);
        insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
