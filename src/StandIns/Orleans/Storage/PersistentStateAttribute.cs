namespace Orleans.Runtime;

/// <summary>Says under which name, and in which storage, a grain's state is kept.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
#pragma warning disable CA1813 // Orleans leaves it unsealed.
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
#pragma warning restore CA1813
{
    /// <summary>The state's name, which must be unique over all grain classes: rows are keyed on it.</summary>
    public string StateName { get; } = stateName;

    /// <summary>The storage's name; null for the default one.</summary>
    public string? StorageName { get; } = storageName;
}
