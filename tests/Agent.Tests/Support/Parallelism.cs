// They wait for containers most of the time.
[assembly: CollectionBehavior(DisableTestParallelization = false, MaxParallelThreads = 4)]
