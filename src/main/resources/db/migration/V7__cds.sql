-- The row as it is in the Common Data Service, where it goes to F&O in two legs. Null for every other change.
alter table row_change add column cds_entity varchar(200);
alter table row_change add column cds_row varchar(1000000);
