#!/bin/sh
# AWS_LAMBDA_EXEC_WRAPPER: Lambda starts this with its interpreter and its own runtime client. The interpreter is kept.
cd "$LAMBDA_TASK_ROOT" && exec "$1" -m functions.optimize_resume.stream
