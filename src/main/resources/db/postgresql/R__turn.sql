-- Which process may write: each that opens the journal takes the next turn. H2 locks its file instead.
create table if not exists journal_turn (turn bigint not null);
insert into journal_turn select 0 where not exists (select 1 from journal_turn);
