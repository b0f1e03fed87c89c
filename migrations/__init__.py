"""One sqitch project, applied by sqitch or by ``zerosum deploy`` (yoyo) with the same result.

plan     reads sqitch.plan
scripts  reads one script: inlines its includes, answers what it asks psql's shell for, tells
         transactional from not
bridge   makes yoyo migrations of the plan, and a yoyo backend that commits step and mark together
engine   deploy, verify, revert, states
code     the release and the digest of sql/, taken when somebody asks
"""
