namespace Orchestrator.Contracts;

/// <summary>Where ids and random names come from, so that a simulation can repeat them.</summary>
public interface IIdentities
{
    /// <summary>A new uid.</summary>
    string NewUid();

    /// <summary>A random suffix of lower-case consonants and digits, with which made names end.</summary>
    string NewSuffix(int length);
}
