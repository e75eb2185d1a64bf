namespace Orchestrator.Grains.Resources;

/// <summary>Where ids and random names come from, so that a simulation can repeat them.</summary>
public interface IIdentities
{
    /// <summary>A new uid.</summary>
    string NewUid();

    /// <summary>A random suffix of lower-case consonants and digits, of which names of pods are made.</summary>
    string NewSuffix(int length);
}
