namespace Orchestrator.Gateway.Writing;

/// <summary>Where ids and the made parts of names come from.</summary>
public interface IIdSource
{
    /// <summary>A uid that no object has had.</summary>
    string NextUid();

    /// <summary>Five characters to end a name with.</summary>
    string NextSuffix();
}
