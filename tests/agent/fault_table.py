"""card-login.md 11, row by row: the fault, and the tests that show what happens then. A test holds it complete.

Levels: U unit, S the real pcscd with virtual cards, B a real Chromium. FAULTS, ATTACKS (its last three) are B with the
real pcscd as well.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    fault: str
    levels: str
    tests: tuple[str, ...]


REAL = "tests/agent/test_real_card.py::"
CHAIN = "tests/web/accounts/test_real_card.py::"
BROWSER = "tests/web/accounts/test_in_a_browser.py::"
MOVED = "tests/e2e/day/test_right_that_ends.py::"
FAULTS = "tests/web/accounts/test_faults_in_a_browser.py::"
ATTACKS = "tests/web/accounts/test_attacks.py::"
ACCESS = "tests/web/accounts/test_network_access.py::"
HOSTILE = "tests/web/accounts/test_hostile_pages.py::"
DAY = "tests/e2e/day/test_at_the_card.py::"
FRONT = "tests/agent/test_front.py::"
SIM = "tests/agent/test_simulation.py::"
PRESENCE = "tests/agent/test_presence.py::"
SIGNED = "tests/identity/test_statements.py::"
SESSIONS = "tests/identity/test_sessions.py::"
FIELDS = "tests/card/test_fields.py::"

ROWS: dict[int, Row] = {
    1: Row("removed mid-read", "S", (
        REAL + "test_a_card_pulled_out_before_any_command_gives_nothing",
        REAL + "test_after_a_card_pulled_out_in_the_middle_the_next_insertion_works",
    )),
    2: Row("removed after login", "SB", (
        CHAIN + "test_sign_in_then_card_out_then_in_again",
        BROWSER + "test_the_card_pulled_out_locks_and_what_was_typed_stays",
        DAY + "test_the_card_pulled_out_locks_the_screen_and_the_form_is_kept_and_saved_after_unlocking",
    )),
    3: Row("swapped inside one poll", "US", (
        REAL + "test_a_card_swapped_within_one_look_counts_twice",
        "tests/agent/test_monitor.py::test_two_looks",
        PRESENCE + "test_a_card_swapped_between_two_messages_is_said_to_be_so",
        SESSIONS + "test_a_swapped_card_locks_the_session",
    )),
    4: Row("garbage SW, short data, 1-byte reply", "US", (
        REAL + "test_a_wrong_answer_is_tried_once_more_and_then_an_error",
        "tests/card/test_apdu.py::test_short_long_garbled_and_cut_answers_are_errors",
    )),
    5: Row("zero-byte reply, endless stall", "S", (
        REAL + "test_a_card_that_never_answers_costs_one_child_and_no_other_reader",
    )),
    6: Row("wrong check digit", "USB", (
        FAULTS + "test_row_6_a_number_with_a_wrong_check_digit_is_signed_and_sent_for_nobody",
        REAL + "test_a_misread_number_is_signed_for_nobody",
        FRONT + "test_an_id_misread_signs_and_sends_nothing",
    )),
    7: Row("CID of another person; cid_hash over another nonce", "UB", (
        FAULTS + "test_row_7_another_person_s_card_is_refused_and_in_the_book",
        SIGNED + "test_a_colleagues_card_is_refused",
        SIGNED + "test_a_hash_over_another_nonce_is_refused",
    )),
    8: Row("expired; lifetime; month or day 00", "UB", (
        FAULTS + "test_row_8_an_expired_card_names_its_day",
        FAULTS + "test_row_8_a_card_for_life_or_with_an_unknown_part_signs_in",
        SIGNED + "test_the_expiry_of_a_card",
        SIGNED + "test_a_lifetime_card_opens_a_session",
        SIGNED + "test_an_expired_card_names_its_day",
    )),
    9: Row("ATR 3B67, 3B68, unknown", "S", (REAL + "test_any_atr_is_read",)),
    10: Row("bank card", "S", (REAL + "test_a_bank_card_is_no_thai_id",)),
    11: Row("Thai edge text, 0xA0, undefined byte, 8-part address", "U", (
        FIELDS + "test_the_codec_leaves_exactly_eight_bytes_undefined",
        FIELDS + "test_a_hard_space_is_a_space_and_padding_falls_away",
        FIELDS + "test_the_undefined_byte_names_its_field_in_thai",
        FIELDS + "test_an_address_of_eight_parts_is_taken_from_its_end",
    )),
    12: Row("nonce replayed", "USB", (
        FAULTS + "test_row_12_a_statement_that_let_somebody_in_lets_nobody_in_again",
        SIGNED + "test_a_nonce_is_good_once",
        CHAIN + "test_a_server_that_died_between_statement_and_session_leaves_neither",
    )),
    13: Row("nonce expired; of another session", "UB", (
        FAULTS + "test_row_13_a_nonce_older_than_a_minute_is_too_old",
        FAULTS + "test_row_13_a_nonce_of_another_session_counts_for_nothing",
        SIGNED + "test_a_nonce_is_good_for_sixty_seconds",
        SIGNED + "test_a_nonce_of_another_session_is_refused",
    )),
    14: Row("two tabs, same moment", "UB", (
        ATTACKS + "test_two_tabs_with_one_nonce",
        "tests/identity/test_races.py::test_of_two_requests_with_one_nonce_exactly_one_wins",
        "tests/identity/test_races.py::test_of_two_tabs_with_one_session_exactly_one_becomes_full",
    )),
    15: Row("statement edited", "U", (
        SIGNED + "test_an_edited_statement_is_refused",
        SIGNED + "test_no_bit_of_a_statement_may_change",
    )),
    16: Row("non-canonical but validly signed", "U", (
        SIGNED + "test_signed_json_that_is_not_canonical_is_refused",
    )),
    17: Row("kid unknown, revoked, of another LGO", "U", (
        SIGNED + "test_a_copy_of_the_card_on_another_pc_is_refused",
        SIGNED + "test_a_revoked_key_is_refused",
        SIGNED + "test_the_key_of_another_lgo_is_refused",
        SIGNED + "test_refusals_one_to_four_say_one_neutral_thing",
    )),
    18: Row("no card", "SB", (
        REAL + "test_no_card_then_a_card",
        BROWSER + "test_no_card_then_another_persons_card_then_the_own",
    )),
    19: Row("two cards; two readers with one card", "SB", (
        FAULTS + "test_rows_18_and_19_no_card_then_two_cards",
        REAL + "test_two_cards_want_a_choice_which_is_kept",
        REAL + "test_no_card_then_a_card",
    )),
    20: Row("reader unplugged, service restarted", "S", (
        REAL + "test_the_service_lost_and_back_again",
        REAL + "test_an_agent_opened_before_the_service_finds_it_by_itself",
        CHAIN + "test_a_lost_service_locks_and_the_agent_recovers_by_itself",
    )),
    21: Row("other program EXCLUSIVE; reset by another; SELECT in between", "S", (
        REAL + "test_a_card_held_by_another_program_is_busy_until_it_lets_go",
        REAL + "test_a_card_that_another_program_reset_is_connected_to_again",
        REAL + "test_another_program_s_select_waits_for_the_end_of_the_read",
    )),
    22: Row("cloned card on the enrolled PC: accepted", "S", (
        CHAIN + "test_a_copied_card_on_the_enrolled_pc_is_accepted_which_is_the_documented_limit",
        REAL + "test_a_copy_made_of_what_everybody_may_read_cannot_be_told_from_the_card",
    )),
    23: Row("clone with another chip serial; another issue date", "S", (
        CHAIN + "test_another_chip_or_another_issue_is_another_card",
    )),
    24: Row("cloned card on another PC with an agent", "SB", (
        ATTACKS + "test_a_copied_card_on_a_pc_without_an_enrolled_key",
        CHAIN + "test_a_copied_card_on_another_pc_with_an_agent_is_refused",
    )),
    25: Row("foreign origin, null, none, text/plain, evil return, rebinding", "UB", (
        FRONT + "test_only_the_pinned_origin_may_ask",
        FRONT + "test_only_json_is_read",
        FRONT + "test_a_foreign_host_is_refused_before_anything",
        HOSTILE + "test_a_hostile_page_that_navigates_ends_in_the_victims_session_with_nothing",
    )),
    26: Row("hostile page asks with its own nonce", "B", (
        HOSTILE + "test_a_hostile_page_gets_no_signature_and_nothing_is_read",
        HOSTILE + "test_a_hostile_page_that_navigates_ends_in_the_victims_session_with_nothing",
    )),
    27: Row("LNA denied, policy, public, local, loopback page", "B", (
        ACCESS + "test_row_27_a_page_of_this_pc_or_of_the_office_s_network_is_asked_nothing",
        ACCESS + "test_row_27_a_public_page_that_nobody_allowed_offers_the_other_way_which_works",
        ACCESS + "test_row_27_a_public_page_that_was_allowed_reads_by_fetch",
        ACCESS + "test_row_27_a_public_page_that_a_policy_allows_reads_by_fetch",
        DAY + "test_where_fetch_is_forbidden_signing_in_and_saving_go_by_navigation_and_no_address_names_anybody",
        BROWSER + "test_where_the_browser_forbids_it_the_page_is_left_and_come_back_to",
    )),
    28: Row("agent absent, old, port taken", "UB", (
        BROWSER + "test_no_agent_on_this_pc",
        FAULTS + "test_row_28_an_old_program_is_told_to_be_renewed",
        SIGNED + "test_an_agent_too_old_is_told_to_update",
        HOSTILE + "test_where_the_first_port_is_another_programs_the_next_is_used",
    )),
    29: Row("PC clock wrong", "UB", (
        FAULTS + "test_row_29_a_clock_ten_minutes_off_lets_in_and_says_so",
        HOSTILE + "test_a_pc_543_years_ahead_signs_in_and_is_told",
        SIGNED + "test_a_pc_with_a_wrong_clock_gets_in_and_is_told",
    )),
    30: Row("link silent 60 s; connection cut", "US", (
        SESSIONS + "test_a_minute_of_silence_locks_the_session",
        PRESENCE + "test_a_server_that_is_away_is_asked_again",
        REAL + "test_presence_is_told_by_the_monitor",
    )),
    31: Row("presence replayed, older n, other boot", "U", (
        SESSIONS + "test_a_replayed_or_older_report_is_refused",
        SESSIONS + "test_a_restarted_agent_locks_the_session",
    )),
    32: Row("renewal, transfer, revoked role while inserted", "UB", (
        FAULTS + "test_row_32_a_renewed_card_is_told_from_the_one_on_file",
        FAULTS + "test_a_card_that_waits_to_be_seen_says_who_confirms_it",
        SIGNED + "test_another_card_of_the_same_person_is_refused",
        SESSIONS + "test_a_movement_stops_the_running_session_on_its_day_and_a_cancellation_gives_it_back",
        MOVED + "test_a_move_verified_elsewhere_ends_the_right_at_the_next_request_and_what_was_typed_stays_on_the_page",  # noqa: E501
    )),
    33: Row("confirming another transaction than shown", "UB", (
        DAY + "test_what_was_changed_after_the_officer_agreed_is_not_saved",
        SIGNED + "test_another_transaction_than_the_one_confirmed_is_refused",
        "tests/web/shared/test_saving.py::test_TX_CHANGED_a_statement_over_something_else_saves_nothing",
    )),
    34: Row("slow chip", "B", (
        FAULTS + "test_row_34_a_slow_chip_is_waited_for_and_the_page_says_that_it_reads",
        HOSTILE + "test_a_slow_chip_signs_in",
        BROWSER + "test_row_34_while_a_slow_chip_is_read_for_the_first_time_a_bar_shows_it",
    )),
    35: Row("agent killed during a read; server killed before the session", "S", (
        CHAIN + "test_an_agent_killed_during_a_read_signs_nothing_and_leaves_no_child",
        CHAIN + "test_a_server_that_died_between_statement_and_session_leaves_neither",
        REAL + "test_a_child_killed_in_the_middle_of_a_read_is_an_error_and_the_next_read_works",
    )),
    36: Row("fake agent without key; the 20 attacks", "UB", (
        HOSTILE + "test_a_false_agent_without_the_key_opens_nothing",
        ATTACKS + "test_a_false_agent_on_the_port",
        ATTACKS + "test_an_attack_at_the_agent_has_nothing_read_and_nothing_signed",
        ATTACKS + "test_an_attack_at_the_server_lets_nobody_in_and_saves_nothing",
        ATTACKS + "test_all_twenty_are_there",
    )),
    37: Row("ID or name in an address", "B", (
        DAY + "test_where_fetch_is_forbidden_signing_in_and_saving_go_by_navigation_and_no_address_names_anybody",
    )),
}  # fmt: skip
