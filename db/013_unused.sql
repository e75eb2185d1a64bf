-- What nobody asks any more. This script can be applied any number of times.

DROP FUNCTION IF EXISTS is_resource_stored(text, text, text, text);
