namespace StandIns.Tests.Silos;

/// <summary>Tests that take something from the whole process, and so run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
