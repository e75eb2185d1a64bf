using System.IO.Pipelines;

namespace Orleans.Networking;

/// <summary>Two pipes that are the two directions of one connection.</summary>
internal sealed record PipePair(PipeReader Input, PipeWriter Output) : IDuplexPipe;
