// Some of them measure the memory and the handles of the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
