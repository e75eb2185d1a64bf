namespace Orleans.Configuration;

/// <summary>The grain classes that a silo hosts: all of the application's, unless some are taken out.</summary>
public class GrainTypeOptions
{
    /// <summary>The classes.</summary>
    public HashSet<Type> Classes { get; } = [];
}
