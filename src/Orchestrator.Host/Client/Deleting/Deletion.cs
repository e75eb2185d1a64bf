namespace Orchestrator.Host.Client.Deleting;

/// <summary>A deletion that the server has accepted.</summary>
/// <param name="Path">Where the object is.</param>
/// <param name="Label">What it is called in messages.</param>
/// <param name="Uid">The object's uid; empty where the server does not say.</param>
internal sealed record Deletion(string Path, string Label, string Uid);
