<?php
// Does its work and ends: with another code where it cannot.
echo '3 rows for ', getenv('GREETING') ?: 'nobody', ' ', implode(' ', array_slice($argv, 1)), extension_loaded('bcmath') ? ' with bcmath' : '', "\n";
