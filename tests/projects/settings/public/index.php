<?php
// Answers every path without a file of its own.
header('Content-Type: application/json');
echo json_encode([
    'uid' => function_exists('posix_getuid') ? posix_getuid() : null,
    'path' => parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH),
    'greeting' => getenv('GREETING') ?: null,
    'refused' => !@file_put_contents('/app/tried', 'here'),
    'wrote' => array_values(array_filter(['/cache', '/data', '/tmp'], fn ($folder) => @file_put_contents("$folder/tried", 'here'))),
    'user' => $_SERVER['HTTP_AUTHORIZATION'] ?? null,
]);
