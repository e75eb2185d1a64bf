// One server is attacked by one test at a time: how much memory it takes is a part of what is looked at.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
