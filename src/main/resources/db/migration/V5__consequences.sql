-- What rows of other maps mean for a row: an invoice makes its order Invoiced, also an order that comes later.
create table consequence (
    map           varchar(100)    not null,
    row_key       varchar(1000)   not null,
    fields        varchar(100000) not null,
    unless_fields varchar(100000) not null,
    primary key (map, row_key)
);
