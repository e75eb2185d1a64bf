namespace Orleans.Reminders;

/// <summary>Where a reminder's grain belongs, and so who ticks it.</summary>
internal enum ReminderOwner
{
    /// <summary>To this silo.</summary>
    Here,

    /// <summary>To another.</summary>
    Elsewhere,

    /// <summary>To another, as far as is known: it was not heard yet what grains that one has.</summary>
    ElsewherePerhaps,
}
