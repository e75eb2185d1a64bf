using Orleans;

namespace Orchestrator.Gateway.Policies;

/// <summary>Tells whoever keeps the status of a kind that one was written.</summary>
/// <typeparam name="T">The kind's record.</typeparam>
/// <param name="grains">Where they are.</param>
/// <param name="look">The one-way call: what is missed is found a little later.</param>
internal sealed class WriteNotice<T>(IGrainFactory grains, Func<IGrainFactory, Task> look)
{
    /// <summary>Sends, and waits for nothing.</summary>
    public void Send() => _ = look(grains);
}
