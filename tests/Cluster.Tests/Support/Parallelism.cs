// Each class starts an orc and its containers: more at a time would only wait for each other's processor. One of the three is the machines' collection, which mostly waits for losses.
[assembly: CollectionBehavior(DisableTestParallelization = false, MaxParallelThreads = 3)]
