add_executable(mingjing-recorder
  export_desk.cpp index_compare.cpp recorder_answers.cpp recorder_config.cpp recorder_main.cpp recorder_node.cpp recorder_playback.cpp recorder_routes.cpp
  recorder_status.cpp recorder_trials.cpp sealed_opener.cpp storage_care.cpp)
target_link_libraries(mingjing-recorder PRIVATE video_record video_live center_net)
