"""Make what repair is trained on: plan-language text and its damaged twin. Development only."""
