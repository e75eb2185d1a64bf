namespace Orchestrator.TestKit.Engines;

/// <summary>What calls of an engine go through on their way there and back: it can count, delay, fail and end them.</summary>
public interface IEnginePath
{
    /// <summary>A call passes, or not.</summary>
    Task<T> PassAsync<T>(string name, Func<Task<T>> call, CancellationToken cancellationToken);

    /// <summary>An event is about to be heard. Does not return where nothing is to be heard any more.</summary>
    Task HearAsync(CancellationToken cancellationToken);
}
