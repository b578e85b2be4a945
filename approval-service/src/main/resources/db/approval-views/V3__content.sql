-- Who made some content, and where it ended, is asked across models.
create index version_content on version (digest);
create index promotion_revoked on promotion (digest) where state = 'REVOKED';
