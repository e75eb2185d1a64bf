// Each class starts an orc and its containers: more than two at a time would only wait for each other's processor, and silos that get none are declared dead.
[assembly: CollectionBehavior(DisableTestParallelization = false, MaxParallelThreads = 2)]
