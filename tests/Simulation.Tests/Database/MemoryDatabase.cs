using Orchestrator.Contracts.Reading;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Database;

/// <summary>
/// The database server: each call takes its time, happens whole or not at all, and can be cut off before or after it happened. What it holds is in its tables.
/// </summary>
internal sealed class MemoryDatabase(Simulation simulation)
{
    // As a driver's command timeout.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan DelayMost = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan RetransmitFirst = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<SimulatedProcess> _cutOff = [];

    public Simulation Simulation => simulation;

    public StateTable States { get; } = new(simulation);

    public MemberTable Members { get; } = new(simulation);

    public ReminderRows Reminders { get; } = new();

    /// <summary>Whether nobody reaches it.</summary>
    public bool IsDown { get; set; }

    /// <summary>Whether those who cannot reach it wait for long, as behind a firewall, or are told at once.</summary>
    public bool IsSilent { get; set; }

    /// <summary>How much longer than usual everything takes.</summary>
    public double Slowness { get; set; } = 1;

    public long Calls { get; private set; }

    public void CutOff(SimulatedProcess process) => _cutOff.Add(process);

    public void Reconnect(SimulatedProcess process) => _cutOff.Remove(process);

    public bool Reaches(SimulatedProcess process) => !IsDown && !_cutOff.Contains(process);

    /// <summary>Sends a call. Its effect and its answer are two moments, between which anything can happen.</summary>
    public Task<T> CallAsync<T>(SimulatedProcess caller, string what, Func<T> effect, TimeSpan? patience = null)
    {
        var answer = new TaskCompletionSource<T>();
        if (!caller.IsDead)
        {
            Calls++;
            simulation.After(Delay(), () => Arrive(caller, what, effect, answer, TimeSpan.Zero, patience ?? Patience));
        }

        return answer.Task;
    }

    private void Arrive<T>(SimulatedProcess caller, string what, Func<T> effect, TaskCompletionSource<T> answer, TimeSpan waited, TimeSpan patience)
    {
        if (!Reaches(caller))
        {
            TryAgain(caller, what, effect, answer, waited, patience);
            return;
        }

        T result;
        try
        {
            result = effect();
        }
        catch (Exception refused)
        {
            simulation.After(Delay(), () => answer.SetException(refused));
            return;
        }

        simulation.After(Delay(), () =>
        {
            if (Reaches(caller))
            {
                answer.SetResult(result);
            }
            else
            {
                Lose(caller, what, answer);
            }
        });
    }

    // Where nobody answers, what was sent is sent again, each time after twice as long, as TCP does it.
    private void TryAgain<T>(SimulatedProcess caller, string what, Func<T> effect, TaskCompletionSource<T> answer, TimeSpan waited, TimeSpan patience)
    {
        var wait = waited > TimeSpan.Zero ? waited : RetransmitFirst;
        if (IsSilent && waited + wait < patience)
        {
            simulation.After(wait, () => Arrive(caller, what, effect, answer, waited + wait, patience));
        }
        else
        {
            simulation.After(IsSilent ? patience - waited : TimeSpan.Zero, () => Lose(caller, what, answer));
        }
    }

    private void Lose<T>(SimulatedProcess caller, string what, TaskCompletionSource<T> answer)
    {
        simulation.Note(caller.Name, $"{what}: no database");
        answer.SetException(new StorageUnavailableException("The database does not answer.", new IOException(what)));
    }

    // Even a slow server gets to each in the end.
    private TimeSpan Delay() => Delays.Draw(simulation.Random, 0.2, 2) * Slowness is var delay && delay < DelayMost ? delay : DelayMost;
}
