// Each class starts an orc and its containers: more than two at a time would only wait for each other's processor.
[assembly: CollectionBehavior(DisableTestParallelization = false, MaxParallelThreads = 2)]
