using System.IO.Pipelines;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Agent.Streams;

/// <summary>What a session is connected to. Disposing of it, at any time, ends it and all that is going on with it.</summary>
internal interface IStreamTarget : IAsyncDisposable
{
    /// <summary>Takes the input to its end, and tells the other side that it has ended. Returns at once where input is not taken.</summary>
    Task TakeInputAsync(PipeReader input, CancellationToken cancellationToken);

    /// <summary>The output, of which no more is read than is asked for. The last frame, and only that, is of the kind <see cref="StreamFrameKind.End"/>.</summary>
    /// <param name="input">What <see cref="TakeInputAsync"/> returned.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<StreamFrame> ReadOutputAsync(Task input, CancellationToken cancellationToken);

    /// <summary>Gives a terminal another size; nothing happens where there is none.</summary>
    Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken);
}
