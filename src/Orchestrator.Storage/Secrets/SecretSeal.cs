using System.Security.Cryptography;
using System.Text;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Secrets;

/// <summary>
/// Encrypts single values with AES-GCM. Each is bound to its place, so that whoever can write to the database can't move a value to another Secret, or to another
/// key of the same, and have it read there.
/// </summary>
internal sealed class SecretSeal(SecretKeyring keys)
{
    private const string Form = "sealed:1";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>The value, encrypted with the first key.</summary>
    public string Seal(string place, string value)
    {
        var (id, key) = keys.First;
        var plain = Encoding.UTF8.GetBytes(value);
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(
            box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(place));
        return $"{Form}:{id}:{Convert.ToBase64String(box)}";
    }

    /// <summary>The value that was encrypted for this place.</summary>
    /// <exception cref="SealedValueException">The key is not here, or the value is not what was encrypted here.</exception>
    public string Open(string place, string stored)
    {
        if (Split(stored) is not var (id, box) || box.Length < NonceBytes + TagBytes)
        {
            throw new SealedValueException("a value is not encrypted, or cut short; it was not written by this server");
        }

        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(keys.Find(id), TagBytes);
        try
        {
            cipher.Decrypt(
                box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(place));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealedValueException($"a value was changed in the database, or moved there from another place (key {id})");
        }

        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>Whether it is this value already, encrypted with the first key.</summary>
    public bool Holds(string place, string stored, string value) =>
        keys.CanSeal && Split(stored) is var (id, _) && id == keys.First.Id && TryOpen(place, stored) == value;

    private string? TryOpen(string place, string stored)
    {
        try
        {
            return Open(place, stored);
        }
        catch (SealedValueException)
        {
            return null;
        }
    }

    private static (string Id, byte[] Box)? Split(string stored)
    {
        if (!stored.StartsWith($"{Form}:", StringComparison.Ordinal) || stored[(Form.Length + 1)..].Split(':') is not [var id, var text])
        {
            return null;
        }

        var box = new byte[text.Length];
        return Convert.TryFromBase64String(text, box, out var length) ? (id, box[..length]) : null;
    }
}
