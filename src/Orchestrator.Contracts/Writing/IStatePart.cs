namespace Orchestrator.Contracts.Writing;

/// <summary>A part of a grain's state.</summary>
public interface IStatePart
{
    /// <summary>Its name, which no other part of the state has.</summary>
    string PartName { get; }
}
