// All share one orc, and most of their time is spent waiting for it; more at a time would only wait for each other's processor.
[assembly: CollectionBehavior(DisableTestParallelization = false, MaxParallelThreads = 3)]
