namespace Orchestrator.Storage.Schema;

/// <summary>A numbered script. A released one is never changed; a change of the schema is a new number.</summary>
/// <param name="Number">Its place in the order.</param>
/// <param name="Name">Its file's name.</param>
/// <param name="Checksum">SHA-256 of its text, in hexadecimal.</param>
/// <param name="Text">Its statements.</param>
internal sealed record SchemaScript(int Number, string Name, string Checksum, string Text);
